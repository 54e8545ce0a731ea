# Regular expressions, sorting, closures, exceptions, formats, children, signals.
use strict;
use warnings;

open my $file, '<', 'text.txt' or die;
my %words;
while (my $line = <$file>) {
    $words{lc $1}++ while $line =~ /\b(\w{3,8})\b/g;
}
for my $word ((sort { $words{$b} <=> $words{$a} || $a cmp $b } keys %words)[0 .. 7]) {
    printf "%-10s %4d\n", $word, $words{$word};
}

my $text = join ' ', map { $_ ** 2 } 1 .. 30;
(my $changed = $text) =~ s/(\d)(\d)/$2$1/g;
print "$changed\n";
print join(',', 'a1b22c333' =~ /([a-z])(\d+)/g), "\n";
print "matched $1\n" if "((a)(b(c)))" =~ /(\((?:[^()]++|(?1))*\))/;

sub counter { my $value = shift; return sub { return $value++ } }
my $next = counter(5);
print join(' ', map { $next->() } 1 .. 4), "\n";

eval { eval { die { code => 7 } }; print "inner $@->{code}\n"; die "outer\n" };
print "caught $@";
print unpack('H*', pack('nNvVw', 1, 2, 3, 4, 300)), ' ', sprintf('%.10g %e %b', 1 / 3, 12345.678, 37), "\n";

local $| = 1;
my $child = fork;
if ($child == 0) { print "child\n"; exit 5 }
waitpid $child, 0;
print 'child ended with ', $? >> 8, "\n";

pipe my $reader, my $writer or die;
if (fork == 0) { close $reader; print $writer "line $_\n" for 1 .. 3; close $writer; exit 0 }
close $writer;
print "from child: $_" while <$reader>;
wait;

my $alarms = 0;
local $SIG{ALRM} = sub { $alarms++ };
$SIG{USR1} = sub { print "signal $_[0]\n" };
kill 'USR1', $$;
alarm 1;
select undef, undef, undef, 10 while $alarms == 0;
print "alarms $alarms\n";
print STDERR "to standard error\n";
exit 6;
