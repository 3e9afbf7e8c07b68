internal import JSON

/// What a state takes in memory, estimated from the documents and requests that have made it.
///
/// States share storage until they change (copy on write), so what they have in common is counted once.
struct StateWeight: Sendable {
    /// Tells states apart that have nothing in common: 0 for what the world was created from.
    private(set) var lineage = 0
    /// The bytes of the first state of the lineage; 0 for what the world was created from, which all worlds share.
    private(set) var base = 0
    /// The bytes that changes have added since.
    private(set) var growth = 0
    /// The bytes that those changes may have removed.
    private var shrinkage = 0

    /// The bytes of memory for each byte of a state document, and beside them for each object in it: a document can be
    /// much shorter than what it stands for.
    private static let (bytesPerByte, bytesPerObject) = (2, 256)
    /// The bytes of memory of a record that is added, with the nodes of the tree on the way to it.
    private static let bytesPerRecord = 2048
    /// The bytes of memory for a change of a record, which takes the place of what was there.
    private static let bytesPerChange = 64
    /// The growth at which a state is worth being weighed again.
    private static let minimumGrowth = 16 << 20

    /// The weight of what a world was created from.
    init() {}

    /// The weight of the state of a document.
    init(lineage: Int, memorySize: Int) {
        (self.lineage, base) = (lineage, memorySize)
    }

    /// The bytes of memory that the state of a document takes.
    static func memorySize(of document: JSONDocument) -> Int {
        bytesPerByte * document.bytes.count + bytesPerObject * document.objectCount
    }

    /// The bytes of the state, of which a snapshot may have a part.
    var total: Int { base + growth }

    /// Whether there were so many changes that their sum says little about the state.
    ///
    /// Weighing takes as long as writing the whole state. While memory is left for more of the same, it is not done for
    /// what was only added, of which the sum is right.
    ///
    /// - Parameter memoryLeft: The bytes that all states may grow by.
    func isDue(memoryLeft: Int) -> Bool {
        let isScarce = memoryLeft < growth
        return growth > max(Self.minimumGrowth, isScarce ? base / 8 : base) && (isScarce || shrinkage > growth / 4)
    }

    /// Counts a change that a request of this size has made.
    mutating func grow(by bytes: Int, addsRecord: Bool) {
        growth &+= addsRecord ? Self.bytesPerRecord &+ bytes : Self.bytesPerChange
        if !addsRecord { shrinkage &+= Self.bytesPerRecord }
        // What is that long may be a name, which is kept.
        if !addsRecord, bytes > Self.bytesPerRecord { growth &+= bytes }
    }

    /// Replaces the estimate for an earlier moment by one from the document of the state at that moment.
    mutating func weigh(documentSize: Int, at earlier: StateWeight) {
        guard earlier.lineage == lineage else { return }
        base = min(earlier.total, Self.bytesPerByte * documentSize)
        growth = max(0, growth - earlier.growth)
        shrinkage = max(0, shrinkage - earlier.shrinkage)
    }
}

extension Collection<Snapshot> {
    /// The bytes that snapshots take beside a state.
    func memorySize(beside current: StateWeight) -> Int {
        var bases: [Int: Int] = [:]
        var growths: [UInt64: Int] = [:]
        for snapshot in self {
            let weight = snapshot.weight
            if weight.lineage != current.lineage {
                bases[weight.lineage] = Swift.max(bases[weight.lineage] ?? 0, weight.base)
            }
            growths[snapshot.revision] = weight.growth
        }
        return (Array(bases.values) + Array(growths.values)).reduce(1024 * count, +)
    }
}
