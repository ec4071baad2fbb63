#!/usr/bin/python3
"""Turns what a program tells about its commands (--experimental-dump-help) into the COMMANDS section of a manual page."""
import json
import sys


def roff(text):
    """Text as roff shows it literally."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def argument(item):
    names = [("-" if name["kind"] == "short" else "--") + name["name"] for name in item.get("names", [])]
    value = item.get("valueName", "")
    if item["kind"] == "positional":
        return f"\\fI{roff(value)}\\fR"
    shown = ", ".join(f"\\fB{roff(name)}\\fR" for name in names)
    return shown if item["kind"] == "flag" else f"{shown} \\fI{roff(value)}\\fR"


def command(item, path):
    path = path + [item["commandName"]]
    children = [child for child in item.get("subcommands", []) if child["commandName"] != "help"]
    arguments = [
        one
        for one in item.get("arguments", [])
        if one.get("shouldDisplay", True) and not {name["name"] for name in one.get("names", [])} & {"help", "version"}
    ]
    if len(path) > 1:
        positional = "".join(f" \\fI{roff(one['valueName'])}\\fR" for one in arguments if one["kind"] == "positional")
        print(f".SS \\fB{roff(' '.join(path))}\\fR{positional}{' [options]' if len(arguments) > positional.count('fI') else ''}")
        print(roff(item.get("abstract", "")))
        if item.get("discussion"):
            print(".PP\n" + roff(item["discussion"]))
        for one in arguments:
            default = f" Default: {one['defaultValue']}." if one.get("defaultValue") else ""
            print(f".TP\n{argument(one)}\n{roff(one.get('abstract', '') + default)}")
    for child in children:
        command(child, path)


print(".SH COMMANDS")
command(json.load(sys.stdin)["command"], [])
