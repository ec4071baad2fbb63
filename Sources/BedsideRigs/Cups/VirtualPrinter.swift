/// A printer that does not exist: ippeveprinter with the media of a real kind.
package struct VirtualPrinter: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// An office printer.
        case a4
        /// A receipt roll cut every 200 mm.
        case receipt80
        /// A wristband printer, 25 x 250 mm.
        case wristband
        /// A label printer, 60 x 30 mm.
        case label
    }

    /// The name of its queue.
    package let queue: String
    package let kind: Kind

    package init(queue: String, kind: Kind) {
        self.queue = queue
        self.kind = kind
    }

    /// What it tells of itself (ippeveprinter -a).
    var attributes: String {
        let margin = kind == .a4 ? 423 : 0
        let columns = media.map { column($0, margin: margin) }
        let first = media.first ?? Medium(name: "iso_a4_210x297mm", width: 21_000, height: 29_700)
        return """
            ATTR boolean color-supported false
            ATTR integer copies-default 1
            ATTR rangeOfInteger copies-supported 1-99
            ATTR mimeMediaType document-format-default application/octet-stream
            ATTR mimeMediaType document-format-supported application/octet-stream,application/pdf,image/pwg-raster,image/urf,image/jpeg
            ATTR keyword ipp-features-supported ipp-everywhere
            ATTR keyword job-creation-attributes-supported copies,media,media-col,print-color-mode,print-quality,print-scaling,printer-resolution,sides,orientation-requested,job-name
            ATTR integer media-bottom-margin-supported \(margin)
            ATTR integer media-left-margin-supported \(margin)
            ATTR integer media-right-margin-supported \(margin)
            ATTR integer media-top-margin-supported \(margin)
            ATTR keyword media-source-supported main
            ATTR keyword media-type-supported stationery
            ATTR keyword media-col-supported media-bottom-margin,media-left-margin,media-right-margin,media-size,media-source,media-top-margin,media-type
            ATTR enum orientation-requested-default 3
            ATTR enum orientation-requested-supported 3,4,5,6
            ATTR keyword output-bin-default face-down
            ATTR keyword output-bin-supported face-down
            ATTR keyword print-color-mode-default monochrome
            ATTR keyword print-color-mode-supported monochrome
            ATTR enum print-quality-default 4
            ATTR enum print-quality-supported 3,4,5
            ATTR keyword print-scaling-default none
            ATTR keyword print-scaling-supported auto,auto-fit,fill,fit,none
            ATTR resolution printer-resolution-default 300dpi
            ATTR resolution printer-resolution-supported 300dpi
            ATTR resolution pwg-raster-document-resolution-supported 300dpi
            ATTR keyword pwg-raster-document-type-supported black_1,sgray_8
            ATTR keyword pwg-raster-document-sheet-back normal
            ATTR keyword urf-supported CP1,V1.4,RS300,W8,IS1,MT1,DM1,PQ3-4-5
            ATTR text printer-make-and-model "Bedside \(queue)"
            ATTR text printer-device-id "MFG:Bedside;MDL:\(queue);CMD:PDF,PWGRaster,URF;"
            ATTR text printer-info "\(queue)"
            ATTR keyword sides-default one-sided
            ATTR keyword sides-supported one-sided
            ATTR keyword media-default \(first.name)
            ATTR keyword media-ready \(first.name)
            ATTR keyword media-supported \(media.map(\.name).joined(separator: ","))
            ATTR collection media-size-supported \(media.map(size).joined(separator: ","))
            ATTR collection media-col-default \(column(first, margin: margin))
            ATTR collection media-col-ready \(column(first, margin: margin))
            ATTR collection media-col-database \(columns.joined(separator: ","))

            """
    }

    private struct Medium {
        let name: String
        /// Hundredths of a millimetre.
        let width: Int
        let height: Int
    }

    private var media: [Medium] {
        switch kind {
        case .a4:
            [
                Medium(name: "iso_a4_210x297mm", width: 21_000, height: 29_700),
                Medium(name: "iso_a5_148x210mm", width: 14_800, height: 21_000),
            ]
        case .receipt80: [Medium(name: "om_receipt_80x200mm", width: 8_000, height: 20_000)]
        case .wristband: [Medium(name: "om_wristband_25x250mm", width: 2_500, height: 25_000)]
        case .label: [Medium(name: "om_label_60x30mm", width: 6_000, height: 3_000)]
        }
    }

    private func size(_ medium: Medium) -> String {
        "{ MEMBER integer x-dimension \(medium.width) MEMBER integer y-dimension \(medium.height) }"
    }

    private func column(_ medium: Medium, margin: Int) -> String {
        "{ MEMBER collection media-size \(size(medium)) MEMBER integer media-bottom-margin \(margin) MEMBER integer media-left-margin \(margin) MEMBER integer media-right-margin \(margin) MEMBER integer media-top-margin \(margin) MEMBER keyword media-source main MEMBER keyword media-type stationery }"
    }
}
