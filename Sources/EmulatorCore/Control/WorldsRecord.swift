package import JSON

/// The list of worlds.
package struct WorldsRecord: JSONRecord, Sendable {
    private let worlds: [World]

    package init(_ worlds: [World]) { self.worlds = worlds }

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.records("worlds", worlds, blank: { [worlds] _ in worlds[0] }, append: { _, _ in })
    }

    /// A world, and what has happened in it.
    package struct World: JSONRecord, Sendable {
        private var name: String
        private var isCurrent: Bool
        private var requests: Int

        /// - Parameters:
        ///   - isCurrent: Whether it is the world that is asked.
        ///   - requests: The number of requests for the API so far.
        package init(name: String, isCurrent: Bool, requests: Int) {
            (self.name, self.isCurrent, self.requests) = (name, isCurrent, requests)
        }

        package mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("name", &name)
            fields.field("current", &isCurrent, omitting: false, "Whether it is the world that is asked.")
            fields.integer("requests", &requests, in: 0...Int.max, "The number of requests for the API so far.")
        }
    }
}
