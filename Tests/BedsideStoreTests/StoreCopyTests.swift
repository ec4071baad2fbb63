import BedsideDomain
import Foundation
import Testing

@testable import BedsideStore

/// The nightly copy: whole, looked through, its owner's alone, and never more than are asked for.
@Suite struct StoreCopyTests {
    @Test func aCopyHoldsWhatWasCommittedAndOldOnesGo() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let copies = ward.folder.appending(path: "copies").path
        for day in ["2026-11-20", "2026-11-21", "2026-11-22"] {
            let copy = try await ward.store.copy(into: copies, named: "bedside-\(day).sqlite", keep: 2)
            #expect(copy.bytes > 0)
        }
        try Data().write(to: URL(filePath: copies + "/notes.txt"))
        // The same day again replaces it.
        let last = try await ward.store.copy(into: copies, named: "bedside-2026-11-22.sqlite", keep: 2)
        let names = try FileManager.default.contentsOfDirectory(atPath: copies).sorted()
        #expect(names == ["bedside-2026-11-21.sqlite", "bedside-2026-11-22.sqlite", "notes.txt"])
        let mode = try FileManager.default.attributesOfItem(atPath: last.path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        try await ward.store.check()
        // It is a store like the first.
        let copy = try TestWard.open(last.path)
        #expect(try await copy.durability().synchronous == 2)
        try copy.close()
    }

    @Test func aFolderThatCannotBeMadeIsTold() async throws {
        let ward = try await TestWard(nil)
        let nowhere = ward.folder.appending(path: "none/copies").path
        let error = await #expect(throws: StoreError.self) {
            try await ward.store.copy(into: nowhere, named: "bedside-2026-11-22.sqlite", keep: 2)
        }
        #expect(error?.code == .cannotOpen)
    }
}
