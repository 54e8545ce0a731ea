import { readdirSync, readFileSync } from "node:fs";

/** A field of /proc/ID/status, or undefined where the thread is gone. */
export function statusField(id: number, field: string): string | undefined {
  try {
    const text = readFileSync(`/proc/${id}/status`, "utf8");
    return new RegExp(`^${field}:\\s*(.*)$`, "m").exec(text)?.[1];
  } catch {
    return undefined;
  }
}

/** The process that a thread belongs to. */
export function processIdOf(threadId: number): number | undefined {
  const value = statusField(threadId, "Tgid");
  return value === undefined ? undefined : Number(value);
}

function numericNames(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** The threads of a process, as the system lists them at this moment; empty where it is gone. */
export function listThreads(processId: number): number[] {
  return numericNames(`/proc/${processId}/task`);
}

export function listProcesses(): number[] {
  return numericNames("/proc");
}
