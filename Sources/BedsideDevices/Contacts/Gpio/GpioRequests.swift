import CPosix
import Glibc

/// What a GPIO chip is asked; the edges themselves are read from the descriptor of the lines.
///
/// A test plays a chip with its own answers and a pipe. The suite that runs against it would run against a kernel's
/// gpio-sim chip as well: only these two closures and the writing of edges differ.
struct GpioRequests: Sendable {
    /// Takes lines of the chip at a path as inputs with both edges, all in one request, with bias and polarity as the
    /// device tree sets them and without the kernel's debouncing, which adds latency; the lines' descriptor or -errno.
    let take: @Sendable (_ chip: String, _ lines: [UInt32]) -> Int32
    /// The values of the lines, a bit for each in the order of the request, or -errno.
    let values: @Sendable (_ number: Int32, _ count: Int) -> Result<UInt64, SystemCallError>

    /// The character device, uAPI v2.
    static let kernel = GpioRequests(
        take: { path, lines in
            do throws(SystemCallError) {
                let chip = try openDevice(path, O_RDWR)
                return unsafe lines.withUnsafeBufferPointer {
                    unsafe bedside_gpio_take(chip.number, $0.baseAddress, UInt32($0.count))
                }
            } catch {
                return -error.number
            }
        },
        values: { number, count in
            var bits: UInt64 = 0
            let result = unsafe bedside_gpio_values(number, UInt32(count), &bits)
            return result < 0
                ? .failure(SystemCallError(call: "GPIO_V2_LINE_GET_VALUES_IOCTL", number: -result)) : .success(bits)
        })

    /// The most lines of one request (`GPIO_V2_LINES_MAX`).
    static let mostLines = 64
}
