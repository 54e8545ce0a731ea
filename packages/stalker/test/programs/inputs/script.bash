# Functions, arrays, arithmetic, subshells, pipes, traps, signals to itself, here documents.
declare -A counts
while read -r line; do
  for word in $line; do
    counts[${word,,}]=$((${counts[${word,,}]:-0} + 1))
  done
done < <(head_of() { local n=0; while ((n++ < 12)) && read -r l; do echo "$l"; done; }; head_of < text.txt)
for word in "${!counts[@]}"; do
  ((counts[$word] > 2)) && echo "$word ${counts[$word]}"
done | while read -r word count; do printf '%s:%d\n' "$word" "$count"; done | {
  lines=()
  while read -r line; do lines+=("$line"); done
  printf '%s\n' "${lines[@]}" | /usr/bin/sort
}

fib() { if (($1 < 2)); then result=$1; else fib $(($1 - 1)); local a=$result; fib $(($1 - 2)); result=$((a + result)); fi; }
fib 6
echo "fib $result $((16#ff ** 2 % 1000)) $(( (7 << 3) | 5 ))"

trap 'echo "got USR1"' USR1
trap 'echo "leaving with $?"' EXIT
kill -USR1 $$
(exit 9); echo "subshell $?"
(kill -TERM $BASHPID; echo never); echo "killed $?"
jobs=()
for n in 3 2 1; do (exit "$n") & jobs+=($!); done
for job in "${jobs[@]}"; do wait "$job"; echo "job $?"; done

text="The quick brown fox"
echo "${text//o/0} ${text%% *} ${#text} ${text:4:5} ${text^^}"
[[ $text =~ ([a-z]+)\ ([a-z]+) ]] && echo "${BASH_REMATCH[2]}"
/bin/cat <<END
expanded $((2 ** 20))
END
printf '%q %05.2f %x\n' "a b" 3.14159 255
mapfile -t rows < <(for n in {5..1}; do echo "$n"; done)
echo "${rows[*]}"
echo "to standard error" >&2
exit 7
