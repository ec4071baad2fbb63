package import BedsideScreen

/// What nurses read when the daemon does not answer. It stands in the program itself, in both languages: the texts' files
/// belong to the daemon.
package enum WardAway {
    /// - Parameter refusal: why the daemon does not want this screen, when it answers at all: another name is needed.
    package static func screen(_ refusal: String? = nil) -> Screen {
        var screen = screen
        if let refusal { screen.blocks += [.gap, .text(refusal, emphasis: .quiet)] }
        return screen
    }

    private static let screen = Screen(
        name: "ward-away", tone: .caution, heading: "报警中断  No alarms",
        blocks: [
            .text("这里不显示报警，请到床旁查看。", emphasis: .caution), .gap,
            .text("Alarms are not shown here: go and look.", emphasis: .caution),
        ], wipes: true)
}
