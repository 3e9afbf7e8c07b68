extension Duration {
    /// Whole milliseconds, the rest dropped; the most that fit where there are more.
    var milliseconds: Int {
        let (product, isTooLong) = Int(components.seconds).multipliedReportingOverflow(by: 1000)
        let (sum, overflows) = product.addingReportingOverflow(Int(components.attoseconds / 1_000_000_000_000_000))
        guard isTooLong || overflows else { return sum }
        return self < .zero ? .min : .max
    }
}
