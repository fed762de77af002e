using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rota.Web.Hosting;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Whoever sends something long slowly holds up nobody, and is not heard out for ever.</summary>
public sealed class LongFormTests
{
    [Fact]
    public async Task WhoSendsForEver_IsToldInTheEnd_AndTheConnectionCloses()
    {
        using var forms = new LongForms(atOnce: 1, Duration.Zero);
        var http = Sending(new Endless());

        await forms.LookAsync(http, Never);

        Closes(http);
        // The place is free again.
        var next = new Endless();
        await forms.LookAsync(Sending(next), Never);
        Assert.True(next.Begun.IsCompleted);
    }

    [Fact]
    public async Task WhileAFewAreHeardOut_TheNextIsToldAtOnce()
    {
        const int few = 3;
        using var forms = new LongForms(few, Duration.FromDays(1));
        using var gone = new CancellationTokenSource();
        var sending = Enumerable.Range(0, few).Select(_ => new Endless()).ToList();
        var held = sending
            .Select(s =>
            {
                var http = Sending(s);
                http.RequestAborted = gone.Token;
                return forms.LookAsync(http, Never);
            })
            .ToList();
        await Task.WhenAll(sending.Select(s => s.Begun)).WaitAsync(WebStreet.Stop);
        var more = new Endless();
        var next = Sending(more);

        await forms.LookAsync(next, Never).WaitAsync(WebStreet.Stop);

        Closes(next);
        Assert.False(more.Begun.IsCompleted);
        // Who has gone gives the place back.
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(held));
        var last = Sending(new MemoryStream(new byte[100_000]));
        await forms.LookAsync(last, Never);
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, last.Response.StatusCode);
        Assert.Equal(0, last.Response.Headers.Connection.Count);
    }

    private static Task Never(HttpContext http) => throw new InvalidOperationException("It was taken in.");

    private static void Closes(HttpContext http)
    {
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, http.Response.StatusCode);
        Assert.Equal("close", http.Response.Headers.Connection);
    }

    private static DefaultHttpContext Sending(Stream body)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        };
        http.Request.Path = "/api/areas";
        http.Request.ContentLength = 100_000;
        http.Request.Body = body;
        return http;
    }

    /// <summary>What never comes to its end.</summary>
    private sealed class Endless : MemoryStream
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}
