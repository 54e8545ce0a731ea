// CPU time, in microseconds, that a process takes to load the recompiler and to decode an instruction of each set.
import { cpuUsage } from "node:process";

const began = cpuUsage();
const { a32Decoder, t32Decoder } = await import("@armstalker/isa");
await import("@armstalker/recompiler");
const loaded = cpuUsage(began);
a32Decoder().findNumber(0xe0810002, 4);
t32Decoder().findNumber(0x1888, 2);
const decoded = cpuUsage(began);
const sum = ({ user, system }) => user + system;
console.log(JSON.stringify({ load: sum(loaded), tables: sum(decoded) - sum(loaded) }));
