import BedsideDomain

/// A slip with another ward and bed; nil when it is none. The slip is the text that this program wrote itself.
func movedSlip(_ slip: String, ward: WardID, bed: BedID) -> String? {
    do throws(ImportFault) {
        var reader = EntryReader(
            JsonScanner(Array(slip.utf8)), replacing: ["ward": ward.text, "bed": bed.text])
        return try reader.entry(.orders, ImportSection.orders.shape, index: 0).text
    } catch { return nil }
}
