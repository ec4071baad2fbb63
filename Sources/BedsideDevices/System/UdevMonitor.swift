import CUdev
import Glibc

/// libudev: what is plugged in, and what comes and goes. Used by one thread at a time.
///
/// It listens to the "udev" group, because the "kernel" group's messages race udev's own work on nodes and rights; it
/// filters in the kernel; and it listens before the first enumeration, so that nothing falls between the two.
@safe final class UdevMonitor: HotplugSource {
    // Owned from init to deinit and never handed out.
    private let udev: OpaquePointer
    private let monitor: OpaquePointer
    private let subsystems: [String]

    init(subsystems: [String]) throws(DeviceError) {
        guard let udev = unsafe udev_new() else { throw unavailable("udev_new", nil) }
        guard let monitor = unsafe udev_monitor_new_from_netlink(udev, "udev") else {
            unsafe udev_unref(udev)
            throw unavailable("udev_monitor_new_from_netlink", nil)
        }
        unsafe (self.udev, self.monitor) = unsafe (udev, monitor)
        self.subsystems = subsystems
        for subsystem in subsystems {
            let result = unsafe udev_monitor_filter_add_match_subsystem_devtype(monitor, subsystem, nil)
            if result < 0 { throw unavailable("udev_monitor_filter_add_match_subsystem_devtype", -result) }
        }
        // Best effort: without privileges the kernel caps it, and an overflow enumerates again.
        unsafe udev_monitor_set_receive_buffer_size(monitor, 8 << 20)
        let result = unsafe udev_monitor_enable_receiving(monitor)
        if result < 0 { throw unavailable("udev_monitor_enable_receiving", -result) }
    }

    deinit {
        unsafe udev_monitor_unref(monitor)
        unsafe udev_unref(udev)
    }

    /// Owned by libudev.
    var number: Int32 { unsafe udev_monitor_get_fd(monitor) }

    func receive() -> HotplugMessage {
        errno = 0
        if let device = unsafe udev_monitor_receive_device(monitor) {
            defer { unsafe udev_device_unref(device) }
            return unsafe UdevDevice(device).map(HotplugMessage.device) ?? .nothing
        }
        return errno == ENOBUFS ? .overflow : .nothing
    }

    func enumerate() -> [UdevDevice]? {
        guard let enumeration = unsafe udev_enumerate_new(udev) else { return nil }
        defer { unsafe udev_enumerate_unref(enumeration) }
        for subsystem in subsystems { unsafe udev_enumerate_add_match_subsystem(enumeration, subsystem) }
        guard unsafe udev_enumerate_scan_devices(enumeration) >= 0 else { return nil }
        var devices: [UdevDevice] = []
        var entry = unsafe udev_enumerate_get_list_entry(enumeration)
        while let current = unsafe entry {
            if let name = unsafe udev_list_entry_get_name(current) {
                if let device = device(syspath: unsafe String(cString: name)) { devices.append(device) }
            }
            unsafe entry = unsafe udev_list_entry_get_next(current)
        }
        return devices
    }

    func device(syspath: String) -> UdevDevice? {
        guard let device = unsafe udev_device_new_from_syspath(udev, syspath) else { return nil }
        defer { unsafe udev_device_unref(device) }
        return unsafe UdevDevice(device)
    }
}

private func unavailable(_ call: String, _ number: Int32?) -> DeviceError {
    DeviceError(
        .hotplugUnavailable, "The kernel's device messages cannot be read (\(call)); check that udev runs.",
        cause: number.map { SystemCallError(call: call, number: $0) })
}

extension UdevDevice {
    /// Copies a device out of libudev; nil for a message that is about no device with a name.
    init?(_ device: OpaquePointer) {
        guard let syspath = unsafe text(udev_device_get_syspath(device)),
            let sysname = unsafe text(udev_device_get_sysname(device)),
            let subsystem = unsafe text(udev_device_get_subsystem(device))
        else { return nil }
        self.syspath = syspath
        self.sysname = sysname
        self.subsystem = subsystem
        action = unsafe text(udev_device_get_action(device)) == "remove" ? .removed : .appeared
        node = unsafe text(udev_device_get_devnode(device))
        var properties: [String: String] = [:]
        var entry = unsafe udev_device_get_properties_list_entry(device)
        while let current = unsafe entry {
            if let name = unsafe text(udev_list_entry_get_name(current)),
                let value = unsafe text(udev_list_entry_get_value(current))
            {
                properties[name] = value
            }
            unsafe entry = unsafe udev_list_entry_get_next(current)
        }
        self.properties = properties
    }
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(cString: pointer)
}
