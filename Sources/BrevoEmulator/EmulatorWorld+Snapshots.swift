internal import EmulatorCore

/// Named snapshots of the world's state and clock.
extension EmulatorWorld {
    /// The names of the snapshots, in order.
    public var snapshotNames: [String] {
        get throws(CommandRefused) { try read { world, _ in world.snapshotNames } }
    }

    /// Takes a snapshot, in place of one of the same name.
    ///
    /// ```swift
    /// try world.takeSnapshot("before")
    /// // … what the test tries out
    /// try world.restoreSnapshot("before")
    /// ```
    ///
    /// - Parameter name: 1 to 64 letters, digits, dots, underscores or hyphens; neither `seed` nor `now`.
    /// - Throws: ``CommandRefused`` for another name, and if there are too many snapshots.
    public func takeSnapshot(_ name: String) throws(CommandRefused) {
        try command { world, context throws(ControlError) in _ = try world.takeSnapshot(name, &context) }
    }

    /// Restores state and clock; the snapshot stays, and so do mails, stubs and journal.
    ///
    /// - Throws: ``CommandRefused`` if there is no such snapshot.
    public func restoreSnapshot(_ name: String) throws(CommandRefused) {
        try command { world, context throws(ControlError) in try world.restoreSnapshot(name, &context) }
    }

    /// Deletes a snapshot.
    ///
    /// - Throws: ``CommandRefused`` if there is no such snapshot.
    public func deleteSnapshot(_ name: String) throws(CommandRefused) {
        try command { world, _ throws(ControlError) in try world.deleteSnapshot(name) }
    }
}
