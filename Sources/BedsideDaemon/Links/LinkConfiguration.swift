package import BedsideDomain
package import BedsideLinks

/// The links of a terminal to the others of its ward, as the configuration says them.
package struct LinkConfiguration: Sendable, Hashable {
    /// This terminal, as its certificate must name it.
    package var terminal: TerminalName
    /// Where it listens.
    package var listening: LinkAddress
    /// Where the others reach it: what the central store tells them of it.
    package var advertised: LinkAddress
    /// Terminals that it knows without the central store; of one that both name, this address counts.
    package var peers: [LinkPeer]
    /// Nil when certificate and key come from the enrolment.
    package var files: LinkFiles?
}
