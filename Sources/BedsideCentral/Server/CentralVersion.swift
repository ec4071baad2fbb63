/// The version that `--version` and `/metrics` tell.
enum CentralVersion { static let text = "0.1.0" }
