# Programs of busybox, within its own process: no program is executed.
sort text.txt | uniq -c | sort -rn | head -n 5
awk '{ for (i = 1; i <= NF; i++) n[$i]++ } END { for (w in n) if (n[w] > 20) print w, n[w] }' text.txt | sort
md5sum text.txt; sha256sum < text.txt
sed -n 's/\([a-z]*\) \([a-z]*\)/\2 \1/p' text.txt | tail -n 3
gzip -c text.txt | gunzip -c | cmp - text.txt && echo same
tr a-z A-Z < text.txt | cut -c 1-20 | head -n 2
n=0
while [ $n -lt 30 ]; do n=$((n + 1)); done
echo "counted $n"
(exit 3); echo "status $?"
trap 'echo trapped' USR1
kill -USR1 $$
for f in a b c; do echo "$f" > "$f.txt"; done
find . -name '?.txt' | sort | xargs cat
printf '%s\n' 3 1 2 | sort | tr '\n' ' '; echo
expr 6 \* 7; seq 1 3 | wc -l
od -An -tx1 < a.txt
exit 5
