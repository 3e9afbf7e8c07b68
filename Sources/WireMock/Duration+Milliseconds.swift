extension Duration {
    /// Whole milliseconds, rounded toward zero; clamped to the range of Int.
    var milliseconds: Int {
        let (product, isTooLong) = Int(components.seconds).multipliedReportingOverflow(by: 1000)
        let (sum, overflows) = product.addingReportingOverflow(Int(components.attoseconds / 1_000_000_000_000_000))
        guard isTooLong || overflows else { return sum }
        return self < .zero ? .min : .max
    }
}
