import ArgumentParser
import BedsideDaemon

@main
enum Main {
    static func main() async { await DaemonCommand.main() }
}
