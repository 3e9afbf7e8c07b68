internal import ArgumentParser
internal import BrevoCore
internal import JSON

/// `brevo-emulator catalog`: the features and permissions that can be granted.
struct CatalogTable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "List the features and permissions that can be granted."
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json
    }

    @Option(help: .init("How to print them.", valueName: "format")) var format = Format.table

    func run() {
        let catalogs = [("organization", Catalog.organization), ("corporate", Catalog.masterAccount)]
        switch format {
        case .table:
            for (name, catalog) in catalogs {
                Stream.standardOutput.write("\(name)\n")
                for feature in catalog.features {
                    let slug = feature.slug + String(repeating: " ", count: max(1, 32 - feature.slug.count))
                    let permissions = feature.permissions.map(\.slug).joined(separator: ", ")
                    Stream.standardOutput.write("  \(slug)\(permissions)\(feature.isLegacy ? "  (legacy)" : "")\n")
                }
            }
        case .json:
            var json = JSONWriter()
            json.object { json in
                for (name, catalog) in catalogs {
                    json.array(name) { json in
                        for feature in catalog.features { json.value(Self.value(of: feature)) }
                    }
                }
            }
            Stream.standardOutput.write(json.text + "\n")
        }
    }

    private static func value(of feature: Feature) -> JSONValue {
        [
            "feature": .string(feature.slug),
            "label": .string(feature.label),
            "legacy": .bool(feature.isLegacy),
            "permissions": .array(
                feature.permissions.map { ["permission": .string($0.slug), "label": .string($0.label)] }
            ),
        ]
    }
}
