/// Lines of a GPIO chip through the kernel's character device, uAPI v2 by ioctl: it does not split by libgpiod's versions.
///
/// A line is closed when its value is 1 after the polarity that the device tree gives it.
struct GpioContactLine: ContactLine {
    let input: ContactInput
    var requests = GpioRequests.kernel
    /// Made on the line's own thread.
    let makeFinder: @Sendable () throws -> any NodeFinder

    func run(until stop: Wakeup, into context: ContactContext) {
        runNodeSession(input, until: stop, into: context, finder: makeFinder) { chip throws(OpenFailure) in
            try GpioContactChannel(chip: chip, points: input.points, requests: requests)
        }
    }
}
