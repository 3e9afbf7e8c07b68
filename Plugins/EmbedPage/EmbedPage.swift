import Foundation
import PackagePlugin

/// Puts the files of a target's folder `page` into the target, as one Swift file.
@main struct EmbedPage: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let page = target.directoryURL.appending(path: "page")
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedPage.swift")
        let files = try FileManager.default.contentsOfDirectory(at: page, includingPropertiesForKeys: nil)
        return [
            .buildCommand(
                displayName: "Embedding the page of \(target.name)",
                executable: try context.tool(named: "embed-page").url,
                arguments: [page.path(), output.path()],
                inputFiles: files.sorted { $0.path() < $1.path() },
                outputFiles: [output]
            )
        ]
    }
}
