package sentinel.launcher;

import java.util.ArrayList;
import java.util.List;
import sentinel.api.ApiConfig;
import sentinel.api.ApiMain;
import sentinel.bronze.BronzeWriterConfig;
import sentinel.bronze.BronzeWriterMain;
import sentinel.config.Env;
import sentinel.contract.message.Source;
import sentinel.dlq.DlqReplayConfig;
import sentinel.dlq.DlqReplayMain;
import sentinel.fetcher.FetcherConfig;
import sentinel.fetcher.FetcherMain;
import sentinel.parser.ParserConfig;
import sentinel.parser.ParserMain;
import sentinel.producers.gdelt.GdeltConfig;
import sentinel.producers.gdelt.GdeltProducerMain;
import sentinel.producers.revisit.RevisitConfig;
import sentinel.producers.revisit.RevisitProducerMain;
import sentinel.producers.rss.RssConfig;
import sentinel.producers.rss.RssProducerMain;
import sentinel.service.run.Loop;
import sentinel.service.run.ProcessSettings;
import sentinel.service.run.ServiceContext;

/** The configuration of every service, and their wiring by the same methods that their own mains use. */
record Services(
        RssConfig rss,
        GdeltConfig gdelt,
        RevisitConfig revisit,
        FetcherConfig fetcher,
        ParserConfig parser,
        DlqReplayConfig dlqReplay,
        BronzeWriterConfig bronzeWriter,
        ApiConfig api) {

    static Services from(Env env) {
        ProcessSettings.logLevel(env); // read by the logging library; a wrong one is told with the rest
        return new Services(
                RssConfig.from(env),
                GdeltConfig.from(env),
                RevisitConfig.from(env),
                FetcherConfig.from(env),
                ParserConfig.from(env),
                DlqReplayConfig.from(env),
                BronzeWriterConfig.from(env),
                ApiConfig.from(env));
    }

    int port() {
        return api.port();
    }

    /** In the order of the data flow, the API first: it answers while the others start. */
    List<Loop> wire(ServiceContext context) {
        var loops = new ArrayList<Loop>();
        loops.add(ApiMain.wire(api, context));
        for (var source : Source.values()) {
            loops.add(producer(source, context));
        }
        loops.add(RevisitProducerMain.wire(revisit, context));
        loops.add(FetcherMain.wire(fetcher, context));
        loops.add(ParserMain.wire(parser, context));
        loops.add(DlqReplayMain.wire(dlqReplay, context));
        loops.add(BronzeWriterMain.wire(bronzeWriter, context));
        return List.copyOf(loops);
    }

    /** Without a default: a source that no producer reads does not compile. */
    private Loop producer(Source source, ServiceContext context) {
        return switch (source) {
            case RSS -> RssProducerMain.wire(rss, context);
            case GDELT -> GdeltProducerMain.wire(gdelt, context);
        };
    }
}
