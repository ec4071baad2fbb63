import Testing

/// The real programs on real parts: `bedsided` and `bedside` as they are installed, ptys and emulated devices, a private
/// cupsd, SQLite files. They share the machine's two cores and its process table, so they run one after another.
@Suite(.serialized)
enum Integration {}
