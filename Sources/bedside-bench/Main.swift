import ArgumentParser
import BedsideBench

@main
enum Main {
    static func main() async { await BenchCommand.main() }
}
