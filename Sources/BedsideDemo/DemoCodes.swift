/// The demo ward's codes, as its slips, wristbands and badges would carry them. Capital letters "scan" them.
package enum DemoCodes {
    package static let slip = ""
}
