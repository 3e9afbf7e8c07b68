extension UInt8 {
    /// Whether it may stand in a token, such as a field name or a method (RFC 9110 §5.6.2).
    var isTokenOctet: Bool {
        self < 128 && ((self < 64 ? Self.lowTokens : Self.highTokens) &>> UInt64(self)) & 1 == 1
    }

    /// Whether it is a control character, which no field value may hold but for the tab (RFC 9110 §5.5).
    var isControlOctet: Bool {
        self < 0x20 && self != UInt8(ascii: "\t") || self == 0x7F
    }

    /// A bit for each token octet below 64: the digits and !#$%&'*+-.
    private static var lowTokens: UInt64 { 0x03FF_6CFA_0000_0000 }
    /// A bit for each token octet from 64 on: the letters and ^_`|~.
    private static var highTokens: UInt64 { 0x57FF_FFFF_C7FF_FFFE }
}
