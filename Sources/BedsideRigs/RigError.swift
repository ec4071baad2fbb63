/// Why a rig could not be put up or moved. For developers: rigs never run at a hospital.
package struct RigError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
