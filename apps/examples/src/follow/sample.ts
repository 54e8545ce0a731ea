import { join } from "node:path";
import { debianRoot, OracleError } from "@armstalker/oracles";
import { FollowError } from "./errors.js";
import type { Program } from "./program.js";

/** With the names of libc's own functions, which it does not export. */
const PACKAGES = ["perl-base", "libc6-dbg"];

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
 * Debian 12's Perl for 32-bit ARM at work on words and numbers: most of its functions have names.
 *
 * @throws {FollowError} `no-packages`
 */
export function sampleProgram(): Program {
  let sysroot: string;
  try {
    sysroot = debianRoot("armhf", PACKAGES);
  } catch (error) {
    if (!(error instanceof OracleError)) throw error;
    throw new FollowError(
      "no-packages",
      `Debian's packages for the sample cannot be had: ${error.message.trim()}`,
      error.code === "tool-missing"
        ? "follow a program of your own: npm start -- PROGRAM"
        : "they come from a Debian mirror, once: is there a network? ARMSTALKER_DEBIAN_MIRROR names another mirror",
      error,
    );
  }
  return {
    path: join(sysroot, "usr/bin/perl"),
    // The emulator does not look into the sysroot for every system call that takes a path: statx is one.
    args: [`-I${join(sysroot, "usr/lib/arm-linux-gnueabihf/perl-base")}`, "-e", SCRIPT],
    sysroot,
    title: "perl of Debian 12 (armhf), sorting words and sieving numbers",
    output: "relayed",
  };
}
