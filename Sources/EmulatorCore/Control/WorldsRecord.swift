package import BrevoCore
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
        private var touchedAt: Timestamp?

        /// - Parameters:
        ///   - isCurrent: Whether it is the world that is asked.
        ///   - requests: The number of requests for the API so far.
        ///   - touchedAt: When the last request of any kind came, on the machine's clock; nil if that is not kept.
        package init(name: String, isCurrent: Bool, requests: Int, touchedAt: Timestamp?) {
            (self.name, self.isCurrent, self.requests, self.touchedAt) = (name, isCurrent, requests, touchedAt)
        }

        package mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("name", &name)
            fields.field("current", &isCurrent, omitting: false, "Whether it is the world that is asked.")
            fields.integer("requests", &requests, in: 0...Int.max, "The number of requests for the API so far.")
            let sample = StateContext.sample.now
            fields.optional("touchedAt", &touchedAt, example: sample, "When it was last asked for anything.")
        }
    }
}
