internal import CMicroHTTPD
internal import Glibc

extension CMHD_Callbacks {
    /// The functions of this file; the context of each is an unretained `Connection`.
    static var connection: Self {
        unsafe Self(
            log: receiveLog,
            begin: beginRequest,
            advance: advanceRequest,
            complete: completeRequest,
            connection: changeConnection
        )
    }
}

/// libmicrohttpd has taken the connection, or is about to free it.
private func changeConnection(
    _ context: UnsafeMutableRawPointer?,
    _ raw: OpaquePointer?,
    _: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ event: MHD_ConnectionNotificationCode
) {
    unsafe Connection.at(context)?.changeRaw(to: event == .CONNECTION_NOTIFY_STARTED ? raw : nil)
}

/// A request line was read.
private func beginRequest(
    _ context: UnsafeMutableRawPointer?,
    _ target: UnsafePointer<CChar>?,
    _: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let target = unsafe target else { return nil }
    unsafe Connection.at(context)?.begin(RequestTarget(target))
    return nil
}

/// The head was read, or a part of the body, or all of it; or a suspended connection was resumed.
private func advanceRequest(
    _ context: UnsafeMutableRawPointer?,
    _: OpaquePointer?,
    _: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?,
    _ version: UnsafePointer<CChar>?,
    _ part: UnsafePointer<CChar>?,
    _ size: UnsafeMutablePointer<Int>?,
    _: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let connection = unsafe Connection.at(context), let method = unsafe method, let version = unsafe version,
        let size = unsafe size
    else { return .NO }
    let part = unsafe UnsafeRawBufferPointer(start: part, count: size.pointee)
    unsafe size.pointee = 0
    return unsafe connection.advance(method: method, version: version, part: part)
}

/// A request has ended, with or without a response.
private func completeRequest(
    _ context: UnsafeMutableRawPointer?,
    _: OpaquePointer?,
    _: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _: MHD_RequestTerminationCode
) {
    unsafe Connection.at(context)?.end()
}

/// libmicrohttpd reports a problem, in a line that ends in a newline.
private func receiveLog(
    _ context: UnsafeMutableRawPointer?,
    _ format: UnsafePointer<CChar>?,
    _ arguments: CVaListPointer?
) {
    guard let connection = unsafe Connection.at(context), let format = unsafe format, let arguments = unsafe arguments
    else { return }
    let line = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { text in
        unsafe vsnprintf(text.baseAddress, text.count, format, arguments)
        return unsafe text.baseAddress.map { unsafe String(cString: $0) } ?? ""
    }
    connection.receiveLog(String(line.prefix { !$0.isNewline }))
}

extension Connection {
    fileprivate static func at(_ raw: UnsafeMutableRawPointer?) -> Connection? {
        guard let raw = unsafe raw else { return nil }
        return unsafe Unmanaged<Connection>.fromOpaque(raw).takeUnretainedValue()
    }
}
