internal import EmulatorControl

extension Emulator {
    /// The world of this name, made if there is none.
    func world(_ name: String) throws(ControlError) -> World {
        guard name != WorldEndpoints.defaultName else { return defaultWorld }
        guard ClientName.isLegal(name.utf8) else { throw WorldEndpoints.refusal(ofName: name) }
        guard let world = worlds.world(name, at: SystemClock.now()) else { throw WorldEndpoints.tooMany }
        return world
    }

    /// Commands a world, as a request to its control plane would.
    func command<Answer: Sendable>(
        _ name: String,
        isReading: Bool,
        _ body: (inout ControlState, CommandContext) throws(ControlError) -> (Answer, ControlPlane.Effect)
    ) throws(ControlError) -> Answer {
        let world = try world(name)
        let answer = try world.command(isReading: isReading, body)
        if !isReading, world === defaultWorld { try storeChange() }
        return answer
    }
}
