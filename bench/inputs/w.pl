# Counts, sorts, rewrites and sieves: a tenth of a second of Perl's own work.
use strict;

my @names = map { join "", map { chr 97 + ($_ * 7) % 26 } $_ % 5 .. $_ % 5 + $_ % 4 } 1 .. 1500;
my %seen;
$seen{$_}++ for @names;
my @often = (sort { $seen{$b} <=> $seen{$a} || $a cmp $b } keys %seen)[0 .. 4];
printf "%d names, %d different: %s\n", scalar @names, scalar keys %seen, "@often";

my $line = join ",", @names;
my $vowels = () = $line =~ /[aeiou]/g;
(my $doubled = $line) =~ s/([b-d])([a-z])/$2$1$2/g;
printf "%d vowels, %d characters, checksum %08x\n", $vowels, length $doubled, unpack "%32N*", $doubled;

my @sieve = (1) x 2000;
for my $n (2 .. 44) {
  next unless $sieve[$n];
  for (my $multiple = $n * $n; $multiple < @sieve; $multiple += $n) { $sieve[$multiple] = 0 }
}
printf "%d primes\n", scalar grep { $sieve[$_] } 2 .. $#sieve;
