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
