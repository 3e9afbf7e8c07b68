/// How to find out whether a client that has closed its side of the connection is still there to read.
enum ClientQuestion {
    /// Write these bytes.
    case send([UInt8])
    /// Resume the connection, upon which something is sent.
    case resume
    /// There is nothing to send that could not be mistaken for a response; the client is taken to have left.
    case none
}
