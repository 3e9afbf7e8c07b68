extension [UInt8] {
    /// Appends bytes as one piece.
    ///
    /// Element by element, a byte takes ten instructions; `append(contentsOf:)` of a string's UTF-8 takes a hundred more
    /// than this.
    @inlinable package mutating func append(copying bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
