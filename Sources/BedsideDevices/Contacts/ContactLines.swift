extension ContactInput {
    /// What reads this input.
    var line: any ContactLine {
        switch link {
        case .evdev(let match):
            EvdevContactLine(input: self) {
                UdevNodeFinder(match, hotplug: try UdevMonitor(subsystems: ["input"]))
            }
        case .evdevPath(let path): EvdevContactLine(input: self) { try PathNodeFinder(path: path) }
        case .gpio(let chip): GpioContactLine(input: self) { try PathNodeFinder(path: chip) }
        case .modbus(let link): ModbusContactLine(self, link: link)
        case .wirelessBase(let path, let baud): WardBusLine(self, path: path, baud: baud)
        case .infusionReceivers(let address): InfusionLine(self, address: address)
        }
    }
}
