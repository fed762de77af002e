namespace Rota.Files.Intake;

/// <summary>Every column of every file that people bring.</summary>
internal static class FileColumn
{
    public static readonly Column Community = new("community", ["社区"], needed: true);
    public static readonly Column Grid = new("grid", ["网格"], needed: true);
    public static readonly Column Beat = new("beat", ["警格"]);
    public static readonly Column Building = new("building", ["楼栋"]);
    public static readonly Column Household = new("household", ["户号"], needed: true);
    public static readonly Column Resident = new("resident", ["居民编号"], needed: true);
    public static readonly Column Name = new("name", ["姓名"], needed: true);
    public static readonly Column Sex = new("sex", ["性别"], needed: true);
    public static readonly Column BirthYear = new("birth_year", ["出生年"], needed: true);
    public static readonly Column Phone = new("phone", ["电话"]);
    public static readonly Column Roles = new("roles", ["身份"]);
    public static readonly Column Lead = new("lead", ["可带班"]);
    public static readonly Column Companion = new("companion", ["结伴"]);
    public static readonly Column Carer = new("carer", ["照护", "家中须留人"]);
    public static readonly Column Together = new("together", ["同班"]);
    public static readonly Column Participation = new("participation", ["参加情况"]);
    public static readonly Column ExemptUntil = new("exempt_until", ["免排至", "免值至"]);
    public static readonly Column MovedIn = new("moved_in", ["迁入日期"]);
    public static readonly Column MovedOut = new("moved_out", ["迁出日期"]);

    // An absence is of a resident or of a household, so that neither column is needed by itself.
    public static readonly Column SomeResident = new("resident", ["居民编号"]);
    public static readonly Column SomeHousehold = new("household", ["户", "户号"]);
    public static readonly Column From = new("from", ["起"], needed: true);
    public static readonly Column To = new("to", ["止"], needed: true);
    public static readonly Column Every = new("every", ["每隔"]);
    public static readonly Column Until = new("until", ["至"]);

    public static readonly Column Night = new("night", ["夜"], needed: true);
    public static readonly Column Wish = new("wish", ["意愿"], needed: true);

    public static readonly Column HouseholdA = new("household_a", ["户甲"], needed: true);
    public static readonly Column HouseholdB = new("household_b", ["户乙"], needed: true);

    public static readonly Column OfHousehold = new("household", ["户", "户号"], needed: true);
    public static readonly Column Post = new("post", ["岗位"], needed: true);
    public static readonly Column Attended = new("attended", ["到岗"], needed: true);

    // An area of one grid bears the grid's code, so that the column may be called after either.
    public static readonly Column Area = new("area", ["片区", "值守片区", "grid", "网格"], needed: true);
    public static readonly Column Watch = new("watch", ["班"], needed: true);
    public static readonly Column Seat = new("seat", ["席"], needed: true);
}
