internal import BrevoAPI
internal import BrevoCore
internal import JSON

/// Edits of `privileges`.
extension Repair {
    /// Writes the feature that was probably meant.
    mutating func renameFeature(_ name: String, in catalog: Catalog) -> Bool {
        let features = catalog.features.filter { !$0.isLegacy }
        let meant = features.first { $0.label.lowercased() == name.lowercased() }?.slug
        guard let nearest = meant ?? Spelling.closest(to: name, among: features.map(\.slug)) else { return false }
        editItems { items in
            for index in items.indices where items[index]["feature"]?.string == name {
                items[index]["feature"] = .string(nearest)
            }
        }
        return note("Write \(nearest) in place of \(name).")
    }

    /// Writes the permission that was probably meant; `none` beside others is left out.
    mutating func renamePermission(_ name: String, of feature: Feature, calledBy called: String) -> Bool {
        let meant = feature.permissions.first { $0.label.lowercased() == name.lowercased() }?.slug
        let nearest = name == "none" ? nil : meant ?? Spelling.closest(to: name, among: feature.permissions.map(\.slug))
        editItems { items in
            for index in items.indices where items[index]["feature"]?.string == called {
                var permissions = (items[index]["permissions"]?.array ?? []).filter { $0.string != name }
                if let nearest, !permissions.contains(.string(nearest)) { permissions.append(.string(nearest)) }
                items[index]["permissions"] = .array(permissions)
            }
        }
        return note(nearest.map { "Write \($0) in place of \(name)." } ?? "Leave none out, which stands alone.")
    }

    /// Puts all permissions of a feature into its first item.
    mutating func mergeItems(of name: String) -> Bool {
        editItems { items in
            guard let first = items.firstIndex(where: { $0["feature"]?.string == name }) else { return }
            let all = items.filter { $0["feature"]?.string == name }.flatMap { $0["permissions"]?.array ?? [] }
            items[first]["permissions"] = .array(all)
            items = items.enumerated().filter { $0.offset <= first || $0.element["feature"]?.string != name }
                .map(\.element)
        }
        return note("Put all permissions of \(name) into one item.")
    }

    /// Leaves a feature out, or requests another if it is the only one.
    mutating func removeFeature(_ name: String) -> Bool {
        editItems { items in
            items.removeAll { $0["feature"]?.string == name }
            if items.isEmpty { items = [["feature": "conversations", "permissions": ["access"]]] }
        }
        return note("Leave \(name) out, which the plan lacks.")
    }

    /// Requests a permission outside the general group.
    mutating func addFeature() -> Bool {
        editItems { $0.append(["feature": "conversations", "permissions": ["access"]]) }
        return note("Grant a permission outside the general group.")
    }

    private mutating func editItems(_ edit: (inout [JSONObject]) -> Void) {
        editBody { body in
            var items = body["privileges"]?.array?.compactMap(\.object) ?? []
            edit(&items)
            body["privileges"] = .array(items.map { .object($0) })
        }
    }
}
