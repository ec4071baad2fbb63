import Glibc

/// The folder that a rig lives in, and the files that its programs read.
///
/// As root cupsd prints as user lp: all parents of the folder must be open to it.
struct CupsFolder: Sendable {
    let path: String

    /// Throws ``RigError`` for a path that a unix socket or a configuration file can't carry.
    init(_ path: String) throws(RigError) {
        guard path.hasPrefix("/"), path.utf8.count < 80, !path.contains(where: { $0.isWhitespace }) else {
            throw RigError("a rig's folder is an absolute path without blanks, under 80 bytes")
        }
        self.path = path
    }

    var socket: String { path + "/cups.sock" }
    var bus: String { path + "/bus" }
    var pids: String { path + "/pids" }
    var endScript: String { path + "/end.sh" }
    func log(_ name: String) -> String { "\(path)/log/\(name)" }
    func printer(_ queue: String) -> String { "\(path)/printers/\(queue)" }
    func fault(_ queue: String) -> String { printer(queue) + "/fault" }

    func lay(printers: [VirtualPrinter], dirtyCleanInterval: Int) throws(RigError) {
        for name in ["root/ssl", "root/ppd", "spool/tmp", "cache", "state/certs", "log", "printers"] {
            try makeFolder("\(path)/\(name)")
        }
        for printer in printers {
            let own = self.printer(printer.queue)
            for name in ["spool", "part", "out", "about"] { try makeFolder("\(own)/\(name)") }
            try writeFile(fault(printer.queue), "")
            try writeFile(own + "/printer.conf", printer.attributes)
            try writeFile(own + "/print.sh", Self.printCommand(own), executable: true)
        }
        try writeFile(path + "/cups-files.conf", filesConfiguration)
        try writeFile(path + "/cupsd.conf", configuration(dirtyCleanInterval))
        try writeFile(endScript, Self.ending, executable: true)
        try writeFile(pids, "")
    }

    private var filesConfiguration: String {
        // cupsd started by root prints as lp; started by anyone else it stays that user.
        let isRoot = geteuid() == 0
        let user = isRoot ? "lp" : "\(geteuid())"
        let group = isRoot ? "lp" : "\(getegid())"
        return """
            ServerRoot \(path)/root
            StateDir \(path)/state
            CacheDir \(path)/cache
            RequestRoot \(path)/spool
            TempDir \(path)/spool/tmp
            ServerKeychain \(path)/root/ssl
            DataDir /usr/share/cups
            ServerBin /usr/lib/cups
            DocumentRoot /usr/share/cups/doc-root
            AccessLog \(path)/log/access_log
            ErrorLog \(path)/log/error_log
            PageLog \(path)/log/page_log
            Printcap \(path)/state/printcap
            SystemGroup lpadmin
            User \(user)
            Group \(group)
            Sandboxing Relaxed
            LogFilePerm 0644

            """
    }

    private func configuration(_ dirtyCleanInterval: Int) -> String {
        """
        LogLevel info
        Listen \(socket)
        Browsing Off
        BrowseLocalProtocols none
        DefaultAuthType None
        WebInterface No
        PreserveJobHistory Yes
        PreserveJobFiles No
        DirtyCleanInterval \(dirtyCleanInterval)
        ErrorPolicy retry-current-job
        IdleExitTimeout 0
        DefaultShared No
        <Location />
          Order allow,deny
          Allow all
        </Location>
        <Policy default>
          JobPrivateAccess all
          JobPrivateValues none
          SubscriptionPrivateAccess all
          SubscriptionPrivateValues none
          <Limit All>
            Order deny,allow
          </Limit>
        </Policy>

        """
    }

    /// What ippeveprinter runs for each job: waits while a fault is set, then lays the document into out/.
    private static func printCommand(_ own: String) -> String {
        """
        #!/bin/sh
        shown=
        while [ -s \(own)/fault ]; do
            fault=$(cat \(own)/fault)
            if [ "$fault" != "$shown" ]; then
                [ -z "$shown" ] || echo "STATE: -$shown" >&2
                if [ "$fault" = abort ]; then echo "ERROR: the rig was told to fail" >&2; exit 1; fi
                [ -z "$fault" ] || echo "STATE: +$fault" >&2
                shown=$fault
            fi
            sleep 0.1
        done
        [ -z "$shown" ] || echo "STATE: -$shown" >&2
        echo "ATTR: job-impressions=1 job-impressions-completed=1" >&2
        copy=$(date +%s%N)-$$
        { echo "$IPP_JOB_NAME"; echo "$CONTENT_TYPE"; } >\(own)/about/$copy
        cp "$1" \(own)/part/$copy && mv \(own)/part/$copy \(own)/out/$copy

        """
    }

    /// Ends what the rig started and nothing else: the recorded programs, then what is left in their sessions. With the word
    /// "wait" it first waits for the end of its input, which comes when whoever started the rig dies in any way.
    private static let ending = """
        #!/bin/sh
        cd "$(dirname "$0")" || exit 1
        here=$(pwd -P)
        [ "${1:-}" != wait ] || cat >/dev/null
        [ -f pids ] || exit 0
        mv pids ending || exit 0
        ours() { cat "/proc/$1/cmdline" "/proc/$1/environ" 2>/dev/null | grep -qaF "$here/"; }
        left() {
            while read -r name session; do
                for process in $(pgrep -s "$session"); do ! ours "$process" || echo "$process"; done
            done <ending
        }
        # A print command that waits for paper gives up without a copy.
        for fault in printers/*/fault; do [ ! -s "$fault" ] || echo abort >"$fault"; done
        while read -r name process; do ! ours "$process" || kill -TERM "$process"; done <ending
        tries=0
        while [ -n "$(left)" ] && [ $tries -lt 20 ]; do sleep 0.1; tries=$((tries + 1)); done
        for process in $(left); do kill -KILL "$process"; done
        for fault in printers/*/fault; do : >"$fault"; done
        rm -f ending

        """
}
