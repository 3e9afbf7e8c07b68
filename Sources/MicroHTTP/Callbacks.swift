internal import CMicroHTTPD
internal import Glibc

extension CMHD_Callbacks {
    /// The functions of this file; the context of each is an unretained `Context`.
    static var listener: Self {
        unsafe Self(
            log: report,
            begin: beginRequest,
            advance: advanceRequest,
            complete: completeRequest,
            connection: notifyConnection
        )
    }
}

/// A connection was opened, or is about to be freed: its exchange lives in between.
private func notifyConnection(
    _ context: UnsafeMutableRawPointer?,
    _ connection: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ event: MHD_ConnectionNotificationCode
) {
    guard let context = unsafe Context.at(context), let connection = unsafe connection, let slot = unsafe slot
    else { return }
    if event == .CONNECTION_NOTIFY_STARTED {
        context.traffic.noteServingThread()
        let exchange = unsafe Exchange(on: Connection(raw: connection), context)
        unsafe slot.pointee = Unmanaged.passRetained(exchange).toOpaque()
    } else {
        if let raw = unsafe slot.pointee { unsafe Unmanaged<Exchange>.fromOpaque(raw).release() }
        context.traffic.connectionClosed()
    }
}

/// A request line was read; what this gives is the `slot` of the calls below.
private func beginRequest(
    _: UnsafeMutableRawPointer?,
    _ target: UnsafePointer<CChar>?,
    _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let target = unsafe target, let connection = unsafe connection,
        let raw = unsafe CMHD_socket_context(connection)
    else { return nil }
    unsafe Unmanaged<Exchange>.fromOpaque(raw).takeUnretainedValue().begin(RequestTarget(target))
    return unsafe raw
}

/// The head was read, or a piece of the body, or all of it; or a suspended connection was resumed.
private func advanceRequest(
    _: UnsafeMutableRawPointer?,
    _: OpaquePointer?,
    _: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?,
    _ version: UnsafePointer<CChar>?,
    _ piece: UnsafePointer<CChar>?,
    _ size: UnsafeMutablePointer<Int>?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let raw = unsafe slot?.pointee, let method = unsafe method, let version = unsafe version,
        let size = unsafe size
    else { return .NO }
    let piece = unsafe UnsafeRawBufferPointer(start: piece, count: size.pointee)
    unsafe size.pointee = 0
    return unsafe Unmanaged<Exchange>.fromOpaque(raw).takeUnretainedValue()
        .advance(method: method, version: version, piece: piece)
}

/// A request has ended, well or not.
private func completeRequest(
    _: UnsafeMutableRawPointer?,
    _: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _: MHD_RequestTerminationCode
) {
    guard let raw = unsafe slot?.pointee else { return }
    unsafe Unmanaged<Exchange>.fromOpaque(raw).takeUnretainedValue().end()
}

/// libmicrohttpd has something to say; it ends in a newline.
private func report(
    _ context: UnsafeMutableRawPointer?,
    _ format: UnsafePointer<CChar>?,
    _ arguments: CVaListPointer?
) {
    guard let context = unsafe Context.at(context), let format = unsafe format, let arguments = unsafe arguments
    else { return }
    let line = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { text in
        unsafe vsnprintf(text.baseAddress, text.count, format, arguments)
        return unsafe text.baseAddress.map { unsafe String(cString: $0) } ?? ""
    }
    context.report(String(line.prefix { !$0.isNewline }))
}

extension Context {
    fileprivate static func at(_ raw: UnsafeMutableRawPointer?) -> Context? {
        guard let raw = unsafe raw else { return nil }
        return unsafe Unmanaged<Context>.fromOpaque(raw).takeUnretainedValue()
    }
}
