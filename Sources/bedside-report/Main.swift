import BedsidePrinting

/// Draws one laboratory report for `bedsided`, in a process of its own: a hostile PDF that crashes the drawing libraries
/// ends this program and nothing else.
@main
enum Main {
    static func main() { ReportWorker.runAndExit() }
}
