package import BrevoCore

/// What a command is given beside the state that it changes: the moment, and the world that it is for.
package struct CommandContext: Sendable {
    /// The world as it was made, and what decides whatever is drawn in it.
    let plane: ControlPlane
    /// The real time, from which the world's clock is reckoned.
    package let real: Timestamp
    /// How many snapshots more there is room for beside the world's own limit.
    package let snapshotsLeft: Int

    /// A command that is given now.
    package init(plane: ControlPlane, real: Timestamp, snapshotsLeft: Int) {
        (self.plane, self.real, self.snapshotsLeft) = (plane, real, snapshotsLeft)
    }
}

extension ControlState {
    /// What the world's clock shows.
    package func now(_ context: CommandContext) -> Timestamp {
        clock.now(real: context.real)
    }
}
