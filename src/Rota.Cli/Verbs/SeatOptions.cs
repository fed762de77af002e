using System.CommandLine;
using System.CommandLine.Parsing;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>The options that name one seat of a night.</summary>
internal sealed class SeatOptions
{
    private readonly Option<SeatAsked?> night;
    private readonly Option<string?> watch;
    private readonly Option<Post?> post;
    private readonly Option<int?> seat;

    /// <summary>Adds them to a verb.</summary>
    public SeatOptions(Verb verb, Language language)
    {
        night = Asked.Seats(
            "--night",
            language,
            new("哪一夜，可连班、岗位、席一起写", "Which night; watch, post and seat may stand behind it")
        );
        post = Asked.OneOf<Post?>(
            "--post",
            language,
            new("哪个岗位：带班、值守员、备班", "Which post"),
            ("lead", Post.Lead),
            ("guard", Post.Guard),
            ("standby", Post.Standby),
            ("带班", Post.Lead),
            ("值守员", Post.Guard),
            ("备班", Post.Standby)
        );
        watch = new Option<string?>("--watch")
        {
            HelpName = new Words("班", "WATCH").In(language),
            Description = new Words("哪一班，一夜有几班时写", "Which watch, where a night has several").In(language),
        };
        seat = Asked.Whole(
            "--seat",
            1,
            99,
            language,
            new("第几席，一个岗位有几席时写", "Which seat, where a post has several")
        );
        foreach (var option in (Option[])[night, post, watch, seat])
        {
            verb.Options.Add(option);
        }
    }

    /// <summary>Whether a night was given.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(night) is { Implicit: false };

    /// <summary>The seat that was named.</summary>
    public SeatAsked Read(Call call)
    {
        var asked = call.Value(night)!;
        return asked with
        {
            Watch = call.Value(watch) ?? asked.Watch,
            Post = call.Value(post) ?? asked.Post,
            Number = call.Value(seat) ?? asked.Number,
        };
    }
}
