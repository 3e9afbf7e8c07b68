internal import EmulatorControl
internal import HTTPMessage

extension Emulator {
    /// How long a response waits at most for its change to be stored.
    private static let storageTimeout = Duration.seconds(60)

    /// The response to a change of the default world's state: sent once the change is stored, where somebody wants that.
    func afterStorage(_ response: HTTPResponse) -> HTTPResponse {
        guard let storage = stateChanged() else { return response }
        // One that is deferred already waits for requests, and changes nothing.
        if case .deferred = response.delivery { return response }
        let deferred = DeferredResponse(timeout: Self.storageTimeout) { lapse in
            switch lapse {
            case .timeout: Self.notStored("It took more than a minute.")
            case .stopping: storage.wait().map(Self.notStored) ?? response
            }
        }
        storage.whenFinished { problem in deferred.fulfil(problem.map(Self.notStored) ?? response) }
        return HTTPResponse(status: response.status, delivery: .deferred(deferred))
    }

    private static func notStored(_ problem: String) -> HTTPResponse {
        .control(503, error: "the change is made, but not stored", hint: problem)
    }

    /// Announces a change that a command of the Swift API has made, and waits for its storage.
    func storeChange() throws(ControlError) {
        guard let problem = stateChanged()?.wait() else { return }
        throw ControlError(.serviceUnavailable, "the change is made, but not stored", hint: problem)
    }
}
