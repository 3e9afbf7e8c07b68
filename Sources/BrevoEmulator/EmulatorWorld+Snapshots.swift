internal import EmulatorControl

/// Named snapshots of the world's state and clock.
extension EmulatorWorld {
    /// The names of the snapshots, in order.
    public var snapshotNames: [String] {
        get throws(CommandRefused) { try read { state, _ in state.snapshotNames } }
    }

    /// Takes a snapshot, in the place of one of the same name.
    ///
    /// ```swift
    /// try world.takeSnapshot("before")
    /// // … what the test tries out
    /// try world.restoreSnapshot("before")
    /// ```
    ///
    /// - Parameter name: 1 to 64 letters, digits, dots, underscores or hyphens; neither `seed` nor `now`.
    /// - Throws: ``CommandRefused`` for another name, and where there are too many snapshots.
    public func takeSnapshot(_ name: String) throws(CommandRefused) {
        try command { (state, context) throws(ControlError) in _ = try state.takeSnapshot(name, context) }
    }

    /// Puts state and clock back; the snapshot stays, and so do mails, stubs and journal.
    ///
    /// - Throws: ``CommandRefused`` where there is no such snapshot.
    public func restoreSnapshot(_ name: String) throws(CommandRefused) {
        try command { (state, context) throws(ControlError) in try state.restoreSnapshot(name, context) }
    }

    /// Forgets a snapshot.
    ///
    /// - Throws: ``CommandRefused`` where there is no such snapshot.
    public func deleteSnapshot(_ name: String) throws(CommandRefused) {
        try command { (state, _) throws(ControlError) in try state.deleteSnapshot(name) }
    }
}
