internal import EmulatorCore
internal import HTTPMessage

/// Changes that somebody stores, such as the program in its state file.
extension World {
    /// How long a response waits for its change to be stored.
    private static let storageTimeout = Duration.seconds(60)

    /// The response to a change of the state: sent once the change is stored, if somebody wants that.
    func afterStorage(_ response: HTTPResponse) -> HTTPResponse {
        guard let storage = host.stateChanged() else { return response }
        let deferred = DeferredResponse(timeout: Self.storageTimeout) { lapse in
            switch lapse {
            case .timeout: Self.notStored("It took more than a minute.").response
            case .stopping: storage.wait().map { Self.notStored($0).response } ?? response
            }
        }
        storage.whenFinished { problem in deferred.fulfil(problem.map { Self.notStored($0).response } ?? response) }
        return HTTPResponse(status: response.status, delivery: .deferred(deferred))
    }

    /// Waits until a change that a command of the Swift API has made is stored.
    ///
    /// - Throws: 503 if it cannot be.
    func waitForStorage() throws(ControlError) {
        if let problem = host.stateChanged()?.wait() { throw Self.notStored(problem) }
    }

    private static func notStored(_ problem: String) -> ControlError {
        ControlError(.serviceUnavailable, "the change is made, but not stored", hint: problem)
    }
}
