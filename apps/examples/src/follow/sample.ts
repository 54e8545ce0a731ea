import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { EndRequests } from "./end-requests.js";
import { FollowError } from "./errors.js";
import type { FetchedSample } from "./fetch-sample.js";
import type { Program } from "./program.js";

/** Milliseconds between two signals to what downloads. It starts apt again after a failure, so that one signal is not enough. */
const SIGNAL_INTERVAL = 100;
/** After so many signals the download is killed. */
const PATIENCE = 30;

const SCRIPT = String.raw`
use strict;
use List::Util qw(sum first);

my @words = split / /, "the quick brown fox jumps over the lazy dog";
my @text = map { $words[$_ * $_ % 9] . $_ % 100 } 1 .. 2000;
my %count;
$count{$_}++ for @text;
my @most = (sort { $count{$b} <=> $count{$a} || $a cmp $b } keys %count)[0 .. 3];
printf "%d words, %d of them different, most often %s\n", scalar @text, scalar keys %count, "@most";

my $text = "@text";
my $pairs = () = $text =~ /\b([a-z]+)\d+ \1\d+\b/g;
(my $loud = $text) =~ s/([a-z]+)([0-4])5\b/\U$1\E-$2/g;
printf "%d pairs, %d capitals, checksum %08x\n", $pairs, $loud =~ tr/A-Z//, unpack "%32N*", $loud;

my @primes;
for my $n (2 .. 500) {
  my $limit = int sqrt $n;
  push @primes, $n unless defined first { $_ <= $limit && $n % $_ == 0 } @primes;
}
printf "%d primes, sum %d\n", scalar @primes, sum(@primes);
`;

/**
 * Debian 12's Perl for 32-bit ARM at work on words and numbers: most of its functions have names. Undefined if a signal asked for the end before
 * its packages were there.
 *
 * @throws {FollowError} `no-packages`
 */
export async function sampleProgram(ends: EndRequests): Promise<Program | undefined> {
  const fetched = await fetchSample(ends);
  if (ends.signal !== undefined) return undefined;
  if (!("folder" in fetched)) {
    throw new FollowError(
      "no-packages",
      `Debian's packages for the sample are not here: ${fetched.message.trim()}`,
      fetched.code === "tool-missing"
        ? "follow a program of your own: npm start -- PROGRAM"
        : "they come from a Debian mirror, once: is there a network? ARMSTALKER_DEBIAN_MIRROR names another mirror",
    );
  }
  const sysroot = fetched.folder;
  return {
    path: join(sysroot, "usr/bin/perl"),
    // The emulator does not look into the sysroot for every system call that takes a path: statx is one.
    args: [`-I${join(sysroot, "usr/lib/arm-linux-gnueabihf/perl-base")}`, "-e", SCRIPT],
    sysroot,
    title: "perl of Debian 12 (armhf), sorting words and sieving numbers",
    output: "relayed",
  };
}

async function fetchSample(ends: EndRequests): Promise<FetchedSample> {
  // A process group of its own: a signal to the group reaches apt and all that it starts.
  const program = fileURLToPath(new URL("./follow/fetch-sample.js", import.meta.url));
  const child = spawn(process.execPath, [program], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  let timer: NodeJS.Timeout | undefined;
  let sent = 0;
  const end = (): void => {
    // The group is gone once its last process has ended.
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, ++sent > PATIENCE ? "SIGKILL" : "SIGTERM");
  };
  ends.listener = () => {
    timer ??= setInterval(end, SIGNAL_INTERVAL);
  };
  try {
    const [answer, complaint] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    if (answer !== "" || ends.signal !== undefined) return JSON.parse(answer || "{}");
    return { code: "tool-failed", message: complaint };
  } catch (error) {
    return { code: "tool-failed", message: (error as Error).message };
  } finally {
    clearInterval(timer);
    ends.listener = undefined;
  }
}
