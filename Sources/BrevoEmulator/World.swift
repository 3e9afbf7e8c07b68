internal import BrevoAPI
internal import BrevoCore
internal import EmulatorControl
internal import HTTPMessage
internal import Synchronization

/// A whole emulator of its own: its state behind one lock, shared with nobody.
final class World: Sendable {
    private struct State {
        var service: BrevoService
        var clock: VirtualClock
    }

    private let state: Mutex<State>
    private let control: ControlPlane
    private let seed: UInt64
    private let requests = Atomic<UInt64>(0)

    init(origin: ControlState, policy: Accounts.KeyPolicy, seed: UInt64) {
        state = Mutex(State(service: BrevoService(origin.accounts), clock: origin.clock))
        control = ControlPlane(origin: origin, policy: policy, seed: seed)
        self.seed = IDSource.mix(seed)
    }

    /// Answers a request to the emulated API.
    func answer(_ request: APIRequest) -> HTTPResponse {
        let requestID = RequestID.text(number: requests.add(1, ordering: .relaxed).oldValue, seed: seed)
        let real = SystemClock.now()
        return state.withLock { state in
            state.service.answer(request, at: state.clock.now(real: real), requestID: requestID)
        }
    }

    /// Answers a request to the control plane.
    func answer(control request: HTTPRequest) -> HTTPResponse {
        let real = SystemClock.now()
        return state.withLock { state in
            var controlled = ControlState(accounts: state.service.accounts, clock: state.clock)
            let response = control.answer(request, &controlled, real: real)
            if request.method != .get {
                state = State(service: BrevoService(controlled.accounts), clock: controlled.clock)
            }
            return response
        }
    }
}
