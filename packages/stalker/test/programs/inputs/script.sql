create table items (id integer primary key, name text, weight real, kind integer);
create index by_kind on items (kind, name);
with recursive n(i) as (select 1 union all select i + 1 from n where i < 60)
insert into items select i, printf('item %03d', (i * 7919) % 60), i * 1.25 - 3, i % 7 from n;
select kind, count(*), round(avg(weight), 3), min(name), max(name) from items group by kind order by kind;
update items set weight = weight * 2 where name like '%7%';
delete from items where id % 5 = 0;
select count(*), total(weight) from items;
select a.name, b.name from items a join items b on a.kind = b.kind and a.id = b.id + 7 where a.id < 60 order by 1;
select group_concat(name, ';') from (select name from items where kind = 3 order by name desc limit 6);
begin; insert into items values (1000, 'gone', 0, 0); rollback;
select count(*) from items where id = 1000;
select json_extract('{"a":[1,2,{"b":3}]}', '$.a[2].b'), hex(zeroblob(4)), substr('abcdef', -3, 2), 10 / 3.0, 7 % -3;
select sum(v) over (order by v rows 2 preceding) from (select distinct kind v from items);
insert into items values (1, 'twice', 0, 0);
.save saved.db
select * from missing;
