import ArgumentParser
import BedsideCentral

@main
enum Main {
    static func main() async { await CentralCommand.main() }
}
