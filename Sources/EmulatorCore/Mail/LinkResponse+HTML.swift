internal import BrevoCore

extension LinkResponse {
    /// The whole page, which needs no script and loads nothing.
    ///
    /// - Parameter hasSlash: whether the page's own path ends with a slash, which its forms are reckoned from.
    func html(at now: Timestamp, hasSlash: Bool) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>\(title)</title>
        <style>\(PageStyle.sheet)</style>
        </head>
        <body>
        <main>
        \(emblem)
        <h1>\(title)</h1>
        <p class="lead">\(message)</p>
        \(link.map { $0.status == .pending ? details(of: $0, at: now) : HTML("") } ?? "")
        \(link.map { $0.status == .pending ? forms(for: $0, hasSlash: hasSlash) : HTML("") } ?? "")
        \(page.map { "<p><a href=\"\($0)\">Open the invitation</a></p>" as HTML } ?? "")
        </main>
        <footer>
        \(hint.isEmpty ? "" : "<p>For testers: \(hint)</p>" as HTML)
        <p>A page of brevo-emulator: nobody is really invited. Its clock shows \
        <time datetime="\(now.description)">\(now.inWords)</time>.</p>
        </footer>
        </body>
        </html>

        """
    }

    /// The company's initial, or a sign of how it stands.
    private var emblem: HTML {
        let (kind, sign) =
            switch link?.status {
            case .pending: ("open", link?.mail.companyName.prefix(1).uppercased() ?? "")
            case .accepted: ("accepted", "✓")
            case .declined, .expired, .superseded, .withdrawn: ("over", "–")
            case nil: ("over", "?")
            }
        return "<div class=\"emblem \(kind)\" aria-hidden=\"true\">\(sign)</div>"
    }

    private func details(of link: InvitationLink, at now: Timestamp) -> HTML {
        let expiry = link.mail.expiresAt.map { expiry -> HTML in
            """
            <div><dt>Expires</dt><dd><time datetime="\(expiry.description)">\(expiry.inWords)</time>, \
            in \(expiry.since(now).inWords)</dd></div>
            """
        }
        return """
            <dl>
            <div><dt>Company</dt><dd><bdi>\(link.mail.companyName)</bdi></dd></div>
            <div><dt>Invited</dt><dd><bdi>\(link.mail.to.text)</bdi></dd></div>
            \(expiry ?? "")
            </dl>
            <h2>You would have access to</h2>
            <ul>\(link.terms.lines.map { "\n<li><b>\($0.label)</b> <span>\($0.text)</span></li>" })
            </ul>
            """
    }

    /// Two forms, whose paths are reckoned from the page's own, so that they work below any prefix.
    private func forms(for link: InvitationLink, hasSlash: Bool) -> HTML {
        let start = hasSlash ? "" : "\(link.mail.token)/"
        return """
            <div class="answers">
            <form method="post" action="\(start)accept"><button class="accept">Accept invitation</button></form>
            <form method="post" action="\(start)decline"><button>Decline</button></form>
            </div>
            """
    }
}
