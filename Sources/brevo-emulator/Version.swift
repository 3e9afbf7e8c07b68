/// The version of the program; CHANGELOG.md says what each one brought.
enum Version {
    static let current = "0.2.0"
}
