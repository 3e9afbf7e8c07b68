internal import Glibc

/// A POSIX thread that runs one function.
@safe package struct Thread: @unchecked Sendable {
    // Sendable because a pthread_t is a plain number, which its creator joins once.
    private let handle: pthread_t

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread; nil where the system's limit is reached.
    package init?(_ run: @escaping @Sendable () -> Void) {
        let body = unsafe Unmanaged.passRetained(Body(run))
        var handle = pthread_t()
        guard unsafe pthread_create(&handle, nil, runBody, body.toOpaque()) == 0 else {
            unsafe body.release()
            return nil
        }
        self.handle = handle
    }

    /// Waits until it has ended.
    package func join() {
        pthread_join(handle, nil)
    }

    /// Releases its resources when it ends, without a join.
    package func detach() {
        pthread_detach(handle)
    }

    fileprivate static func run(_ raw: UnsafeMutableRawPointer?) {
        guard let raw = unsafe raw else { return }
        unsafe Unmanaged<Body>.fromOpaque(raw).takeRetainedValue().run()
    }
}

private func runBody(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    unsafe Thread.run(raw)
    return nil
}
