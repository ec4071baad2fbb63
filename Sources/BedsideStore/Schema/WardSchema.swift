import BedsideDomain

extension SchemaText {
    /// Wards, beds and staff.
    static let ward =
        """
        CREATE TABLE wards(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE beds(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            ward TEXT NOT NULL REFERENCES wards(id),
            label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 20),
            UNIQUE (ward, label),
            UNIQUE (ward, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE staff(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            role TEXT NOT NULL CHECK (role IN (\(words(StaffMember.Role.self)))),
            active INTEGER NOT NULL CHECK (active IN (0, 1)),
            pin_hash TEXT NOT NULL CHECK (pin_hash GLOB 'scrypt$*$*$*$*$*'),
            failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0)
        ) STRICT, WITHOUT ROWID;
        """
}
